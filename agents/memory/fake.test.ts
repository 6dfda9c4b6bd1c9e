import { fakeIndex } from './fake.ts';
import { memorySuite } from './memory.suite.ts';

memorySuite('fake', async (embedding) => fakeIndex(embedding));
