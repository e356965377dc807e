/** Whether a case's journal is whole: its own chain, its head in the case, and the heads anchored in the ledger. */
import type { Actor } from '../case/actor.ts';
import { entryHash, emptyJournal, type Digest, type JournalEntry, type JournalHead } from '../case/journal.ts';
import { viewCase, type ReadContext } from '../queries/view-case.ts';
import { verificationOf, type Finding, type Verification } from './finding.ts';
import { ledgerHash, signedBy, type IsSigned, type Ledger, type LedgerEntry, type VerifySignature } from './ledger.ts';

export type AuditContext = ReadContext & {
  readonly ledger: Ledger;
  readonly digest: Digest;
  readonly verifySignature: VerifySignature;
};

export type CaseVerification = Verification & {
  readonly caseNumber: string;
  readonly head: JournalHead;
  readonly entries: number;
  readonly anchors: number;
  /** `null` as long as nothing is anchored. */
  readonly lastAnchoredAt: Date | null;
};

const pageSize = 1000;

type Walk = { count: number; head: JournalHead; broken?: JournalEntry; hashes: Map<number, string> };

/** Recomputes the chain page by page; keeps only the hashes that were anchored. */
const walkJournal = async (
  { readers, digest }: Pick<AuditContext, 'readers' | 'digest'>,
  caseId: string,
  wanted: ReadonlySet<number>,
): Promise<Walk> => {
  const walk: Walk = { count: 0, head: emptyJournal, hashes: new Map() };
  for (;;) {
    const page = await readers.journal(caseId, walk.head.sequence, pageSize);
    for (const entry of page) {
      const { hash, ...content } = entry;
      const follows = entry.sequence === walk.head.sequence + 1 && entry.previousHash === walk.head.hash;
      if (!follows || entryHash(content, digest) !== hash) return { ...walk, broken: entry };
      if (wanted.has(entry.sequence)) walk.hashes.set(entry.sequence, hash);
      walk.head = { sequence: entry.sequence, hash };
      walk.count += 1;
    }
    if (page.length < pageSize) return walk;
  }
};

const anchorFindings = (digest: Digest, isSigned: IsSigned, anchors: readonly LedgerEntry[]): Finding[] =>
  anchors.flatMap(({ hash, signature, ...content }): Finding[] => {
    const details = { ledgerNumber: content.number };
    if (ledgerHash(content, digest) === hash && isSigned({ keyId: content.keyId, hash, signature })) return [];
    return [
      {
        code: 'SIGNATURE_WRONG',
        isFault: true,
        message: {
          zh: `账本第 ${content.number} 条的内容与其签名不符。`,
          en: `Ledger entry ${content.number} does not match its signature.`,
        },
        details,
      },
    ];
  });

/** The case's head before the walk must have been passed, and the walk may not go beyond its head after it. */
const headFindings = (walk: Walk, before: JournalHead, after: JournalHead): Finding[] => {
  if (walk.broken)
    return [
      {
        code: 'CHAIN_BROKEN',
        isFault: true,
        message: {
          zh: `第 ${walk.head.sequence + 1} 条记录处链条断裂：有记录被更改、删除或插入。`,
          en: `The chain breaks at entry ${walk.head.sequence + 1}: an entry was changed, removed or inserted.`,
        },
        details: { sequence: walk.broken.sequence, expected: walk.head.sequence + 1 },
      },
    ];
  const passed = before.sequence === 0 || walk.hashes.get(before.sequence) === before.hash;
  if (passed && walk.head.sequence <= after.sequence) return [];
  return [
    {
      code: 'HEAD_DIFFERS',
      isFault: true,
      message: {
        zh: `案件记载 ${after.sequence} 条记录，日志中有 ${walk.head.sequence} 条。`,
        en: `The case counts ${after.sequence} entries, the journal holds ${walk.head.sequence}.`,
      },
      details: { expected: after, found: walk.head },
    },
  ];
};

/** Refuses with `CASE_NOT_FOUND`, `NOT_ALLOWED`. The masking of a reader plays no part: hashes are over what was recorded. */
export const verifyCase = async (
  context: AuditContext,
  actor: Actor,
  idOrNumber: string,
): Promise<CaseVerification> => {
  const { id, number, journalHead: before } = await viewCase(context, actor, idOrNumber);
  const anchors: LedgerEntry[] = [];
  for await (const entry of context.ledger.entries(id)) anchors.push(entry);
  const anchored = anchors.flatMap(({ number: ledgerNumber, heads }) =>
    heads.filter(({ caseId }) => caseId === id).map((head) => ({ ledgerNumber, ...head })),
  );
  const walk = await walkJournal(context, id, new Set([before.sequence, ...anchored.map(({ sequence }) => sequence)]));
  const after = (await context.readers.findCase(id))?.journalHead ?? emptyJournal;
  const rewritten = anchored.filter(({ sequence, hash }) => walk.hashes.get(sequence) !== hash);
  const findings: Finding[] = [
    ...headFindings(walk, before, after),
    ...anchorFindings(context.digest, signedBy(await context.ledger.publicKeys(), context.verifySignature), anchors),
    ...rewritten.map(({ sequence, ledgerNumber }): Finding => ({
      code: 'ANCHOR_DIFFERS',
      isFault: true,
      message: {
        zh: `第 ${sequence} 条记录与账本第 ${ledgerNumber} 条所存的校验值不符：历史被改写。`,
        en: `Entry ${sequence} differs from what ledger entry ${ledgerNumber} anchored: history was rewritten.`,
      },
      details: { sequence, ledgerNumber },
    })),
    ...(anchored.length === 0
      ? [
          {
            code: 'NOT_ANCHORED' as const,
            isFault: false,
            message: {
              zh: '本案件尚未写入账本，一分钟内会写入。',
              en: 'No head of this case is anchored yet; it will be within a minute.',
            },
            details: {},
          },
        ]
      : []),
  ];
  return {
    ...verificationOf(findings, {
      zh: `日志完整：${walk.count} 条记录首尾相连，${anchored.length} 处与签名账本一致。`,
      en: `The journal is whole: ${walk.count} entries follow from each other, and ${anchored.length} anchored head(s) of the signed ledger agree.`,
    }),
    caseNumber: number,
    head: walk.head,
    entries: walk.count,
    anchors: anchored.length,
    lastAnchoredAt: anchors.at(-1)?.at ?? null,
  };
};
