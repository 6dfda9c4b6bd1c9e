/** Keeps the keys in the platform's key store by way of Electron's safeStorage. The files hold ciphertext only. */
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { safeStorage } from 'electron';
import type { SecretName, Secrets } from '../secrets.ts';

const fileNames: Record<SecretName, string> = { model: 'key.bin', search: 'search-key.bin' };

/** None is kept also when it cannot be opened on this account any more. False = there is no key store that really encrypts. */
export function desktopSecrets(folder: string): Pick<Secrets, 'load' | 'save'> {
  const fileOf = (name: SecretName): string => path.join(folder, fileNames[name]);
  return {
    async load(name) {
      const bytes = await readFile(fileOf(name)).catch(() => null);
      if (!bytes || !isStrong()) return null;
      try {
        return safeStorage.decryptString(bytes);
      } catch {
        return null; // Another account or a new key store: the key has to be entered again.
      }
    },
    async save(name, key) {
      const file = fileOf(name);
      if (key === null) {
        await rm(file, { force: true });
        return true;
      }
      if (!isStrong()) return false;
      await writeFile(file, safeStorage.encryptString(key), { mode: 0o600 });
      await chmod(file, 0o600);
      return true;
    },
  };
}

/** On Linux without a key store Electron falls back to a fixed password, which protects nothing. */
function isStrong(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}
