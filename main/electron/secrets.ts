/** Keeps the key in the platform's key store by way of Electron's safeStorage. The file holds ciphertext only. */
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { safeStorage } from 'electron';

const fileName = 'key.bin';

export interface DesktopSecrets {
  /** null = none is kept, or it cannot be opened on this account any more. */
  load(): Promise<string | null>;
  /** null forgets the key. False = the platform has no key store that really encrypts, and nothing was written. */
  save(key: string | null): Promise<boolean>;
}

export function desktopSecrets(folder: string): DesktopSecrets {
  const file = path.join(folder, fileName);
  return {
    async load() {
      const bytes = await readFile(file).catch(() => null);
      if (!bytes || !isStrong()) return null;
      try {
        return safeStorage.decryptString(bytes);
      } catch {
        return null; // Another account or a new key store: the key has to be entered again.
      }
    },
    async save(key) {
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
