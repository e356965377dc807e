/** The key this node signs the ledger with: made at its first start, kept beside the data, readable by its owner only. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerSigner, VerifySignature } from './engine/index.ts';

const fileName = 'ledger-key.pem';

export type LedgerKey = LedgerSigner & { readonly publicKey: string };

const readOrMake = (folder: string): string => {
  const file = join(folder, fileName);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(file, pem, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Another process of this machine made it at the same time.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readFileSync(file, 'utf8');
  }
  chmodSync(file, 0o600);
  return pem.toString();
};

export const openLedgerKey = (folder: string): LedgerKey => {
  const privateKey = createPrivateKey(readOrMake(folder));
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  return {
    keyId: createHash('sha256').update(publicKey).digest('hex').slice(0, 16),
    publicKey,
    sign: (hash) => sign(null, Buffer.from(hash), privateKey).toString('base64'),
  };
};

export const verifySignature: VerifySignature = (publicKey, hash, signature) =>
  verify(null, Buffer.from(hash), publicKey, Buffer.from(signature, 'base64'));
