/** The evidence of a case as one ZIP that proves itself without our software. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ZipFile } from 'yazl';
import { viewsFolder } from '../views-folder.ts';
import type { Evidence, EvidenceFile } from './evidence.ts';
import { summaryInThread } from './summary-thread.ts';

type Entry = { readonly name: string; readonly content: Buffer };

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** Names inside the ZIP: no folders of others, no way out of it. */
const safeName = (name: string): string => name.replace(/[/\\:*?"<>|\p{Cc}]/gu, '_').replace(/^\.+/, '_') || 'file';

const instructions = (number: string): string => `Evidence for case ${number} / 案件 ${number} 证据材料

summary.pdf     what happened, for people / 供阅读的摘要
journal.json    every entry of the journal with its hash / 全部日志记录及校验值
case.json       the case as it stands / 案件现状
ledger.json     the signed ledger entries that anchor it, and the public keys / 相关的签名账本条目与公钥
diagrams/       each version of the process it ran on, as BPMN and as a picture / 所用流程版本（BPMN 与图）
attachments/    what was attached, unless personal data is masked / 附件（遮蔽个人信息时不含）
manifest.json   SHA-256 of every file / 各文件的 SHA-256
verify.mjs      checks all of it with Node.js alone: node verify.mjs / 只需 Node.js 即可校验

How it is checked / 校验方法
1. The hash of an entry is SHA-256 over its canonical JSON (members sorted, no white space, moments as ISO 8601) without the
   member "hash"; "previousHash" is the hash of the entry before. / 每条记录的校验值为其规范化 JSON（成员排序、无空白、时间为 ISO 8601，不含 hash）的 SHA-256；previousHash 为前一条的校验值。
2. A ledger entry holds heads of journals; its hash is made the same way and signed with Ed25519. / 账本条目保存日志末端的校验值，以相同方式计算并以 Ed25519 签名。
3. Entries with "isMasked" show less than was recorded; only their order can be checked. / 带 isMasked 的记录已遮蔽，只能核对顺序。
`;

const diagramEntries = ({ diagrams }: Evidence): Entry[] =>
  diagrams.flatMap(({ ref, bpmn, svg }) => {
    const name = `diagrams/${safeName(ref.replace(':', '-v'))}`;
    return [
      { name: `${name}.bpmn`, content: Buffer.from(bpmn) },
      { name: `${name}.svg`, content: Buffer.from(svg) },
    ];
  });

type Opened = Parameters<Parameters<ZipFile['addReadStreamLazy']>[2]>[0];

const openFor = (open: EvidenceFile['open'], done: Opened): void => {
  try {
    done(undefined, open());
  } catch (error) {
    done(error, undefined as never);
  }
};

/** The ZIP as a stream; attachments are read as it is written. */
export const evidenceBundle = async (evidence: Evidence): Promise<NodeJS.ReadableStream> => {
  const { current, entries, anchors, publicKeys, verification, files, madeAt } = evidence;
  const { journalHead, runs, ...rest } = current;
  const attachments = files.map((file) => ({ ...file, path: `attachments/${safeName(`${file.id}-${file.name}`)}` }));
  const own: Entry[] = [
    { name: 'summary.pdf', content: await summaryInThread(evidence) },
    {
      name: 'journal.json',
      content: json({ caseId: current.id, caseNumber: current.number, head: journalHead, entries }),
    },
    {
      name: 'case.json',
      content: json({
        ...rest,
        runs: runs.map(({ id, definition, execution }) => ({ id, definition, data: execution.data })),
      }),
    },
    { name: 'ledger.json', content: json({ verification, keys: Object.fromEntries(publicKeys), anchors }) },
    ...diagramEntries(evidence),
    { name: 'README.txt', content: Buffer.from(instructions(current.number)) },
    { name: 'verify.mjs', content: readFileSync(join(viewsFolder, 'evidence', 'verify.mjs')) },
  ];
  const manifest = [
    ...own.map(({ name, content }) => ({ name, sha256: sha256(content) })),
    ...attachments.map(({ path, sha256: sum }) => ({ name: path, sha256: sum })),
  ];
  const zip = new ZipFile();
  const options = { mtime: madeAt };
  for (const { name, content } of [...own, { name: 'manifest.json', content: json({ files: manifest }) }])
    zip.addBuffer(content, name, options);
  for (const { path, open } of attachments) zip.addReadStreamLazy(path, options, (done) => openFor(open, done));
  zip.end();
  return zip.outputStream;
};
