// oxlint-disable no-console, unicorn/no-array-sort -- this file runs alone, on whatever Node.js its reader has
// Verifies this evidence bundle with nothing but Node.js: node verify.mjs
// 只需 Node.js 即可校验本证据包：node verify.mjs
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const read = (name) => readFileSync(join(folder, name));
const json = (name) => JSON.parse(read(name).toString('utf8'));
const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const problems = [];

/** JSON with sorted members and no white space; members without a value are left out. */
const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
      .join(',')}}`;
  return JSON.stringify(value ?? null);
};

const { caseId, entries } = json('journal.json');
let head = { sequence: 0, hash: '' };
let masked = 0;
const hashes = new Map();
for (const entry of entries) {
  const { hash, isMasked, ...content } = entry;
  if (entry.sequence !== head.sequence + 1 || entry.previousHash !== head.hash)
    problems.push(
      `Entry ${entry.sequence} does not follow from entry ${head.sequence}. / 第 ${entry.sequence} 条与前一条不相连。`,
    );
  if (isMasked) masked += 1;
  else if (sha256(canonical(content)) !== hash)
    problems.push(`Entry ${entry.sequence} was changed. / 第 ${entry.sequence} 条被更改。`);
  head = { sequence: entry.sequence, hash };
  hashes.set(entry.sequence, hash);
}

const { anchors, keys } = json('ledger.json');
for (const anchor of anchors) {
  const { hash, signature, ...content } = anchor;
  const key = keys[anchor.keyId];
  if (sha256(canonical(content)) !== hash)
    problems.push(`Ledger entry ${anchor.number} was changed. / 账本第 ${anchor.number} 条被更改。`);
  if (!key || !verify(null, Buffer.from(hash), createPublicKey(key), Buffer.from(signature, 'base64')))
    problems.push(
      `The signature of ledger entry ${anchor.number} is not valid. / 账本第 ${anchor.number} 条签名无效。`,
    );
  for (const anchored of anchor.heads)
    if (anchored.caseId === caseId && hashes.get(anchored.sequence) !== anchored.hash)
      problems.push(
        `Entry ${anchored.sequence} differs from the signed ledger. / 第 ${anchored.sequence} 条与签名账本不符。`,
      );
}

const { files } = json('manifest.json');
for (const { name, sha256: expected } of files)
  if (sha256(read(name)) !== expected) problems.push(`The file ${name} was changed. / 文件 ${name} 被更改。`);

if (problems.length > 0) {
  console.log(`NOT INTACT / 不完整\n${problems.join('\n')}`);
  process.exitCode = 1;
} else {
  console.log(
    `INTACT: ${entries.length} entries follow from each other, ${anchors.length} signed ledger entries agree, ${files.length} files are unchanged.` +
      (masked > 0 ? ` The content of ${masked} masked entries could not be checked, only their order.` : '') +
      `\n完整：${entries.length} 条记录首尾相连，${anchors.length} 条签名账本一致，${files.length} 个文件未被更改。` +
      (masked > 0 ? `其中 ${masked} 条已遮蔽，只能核对顺序。` : ''),
  );
  console.log(
    `Compare the public keys in ledger.json with those you hold. / 请将 ledger.json 中的公钥与您留存的公钥核对。`,
  );
}
