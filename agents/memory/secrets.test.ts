import { expect, test } from 'vitest';
import { secretIn } from './secrets.ts';

test.each([
  ['The key is sk-ant-api03-AbCdEfGhIjKlMnOp', 'an API key'],
  ['AKIAIOSFODNN7EXAMPLE opens the bucket', 'an access key'],
  ['-----BEGIN RSA PRIVATE KEY-----', 'a private key'],
  ['The portal password is Winter2026!', 'a password'],
  ['Log in with https://jo:hunter22@example.com', 'a password'],
  ['PIN: 48213', 'a password'],
  ['Card 4111 1111 1111 1111, until 05/28', 'a card number'],
  ['Pay to DE89 3704 0044 0532 0130 00 within 30 days', 'an account number'],
  ['Token ghp_abcdefghijklmnopqrstuvwxyz0123456789', 'an access token'],
])('%s', (text, what) => {
  expect(secretIn(text)).toBe(what);
});

test.each([
  'Halden Foods pays within 30 days.',
  'The password policy is reviewed every spring.',
  'Order 4111 1111 1111 1112 was shipped.',
  'The phone number is +49 30 1234567.',
  'Invoice 2026-000000000000 was paid.',
  'Nobody may share a password.',
  'The secret is good preparation.',
])('no secret: %s', (text) => {
  expect(secretIn(text)).toBeNull();
});
