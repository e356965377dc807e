/** Whether the ledger is whole, and whether every case it ever anchored is still there as it was. */
import type { Actor } from '../case/actor.ts';
import { authoriseAudit } from '../case/authorisation.ts';
import { verificationOf, type Finding, type Verification } from './finding.ts';
import { ledgerFault, signedBy, type AnchoredHead, type LedgerEntry } from './ledger.ts';
import type { AuditContext } from './verify-case.ts';

export type LedgerVerification = Verification & {
  readonly entries: number;
  readonly cases: number;
  /** `null` for an empty ledger. */
  readonly lastAt: Date | null;
};

const mostFindings = 100;

const faultMessages = {
  chain: {
    zh: '账本在此断裂：有条目被删除或插入。',
    en: 'The ledger breaks here: an entry was removed or inserted.',
  },
  hash: { zh: '条目的内容与其校验值不符。', en: 'The content of the entry does not match its hash.' },
  signature: { zh: '条目的签名不符。', en: 'The signature of the entry is not valid.' },
} as const;

const checkBatch = 500;

/** Refuses with `NOT_ALLOWED` for everyone but auditors and administrators. */
export const verifyLedger = async (context: AuditContext, actor: Actor): Promise<LedgerVerification> => {
  authoriseAudit(actor);
  const findings: Finding[] = [];
  const newest = new Map<string, AnchoredHead>();
  const isSigned = signedBy(await context.ledger.publicKeys(), context.verifySignature);
  let previous: LedgerEntry | undefined;
  for await (const entry of context.ledger.entries()) {
    const fault = ledgerFault(previous, entry, context.digest, isSigned);
    if (fault && findings.length < mostFindings)
      findings.push({
        code: fault === 'signature' ? 'SIGNATURE_WRONG' : 'LEDGER_BROKEN',
        isFault: true,
        message: {
          zh: `账本第 ${entry.number} 条：${faultMessages[fault].zh}`,
          en: `Ledger entry ${entry.number}: ${faultMessages[fault].en}`,
        },
        details: { ledgerNumber: entry.number, fault },
      });
    for (const head of entry.heads) newest.set(head.caseId, head);
    previous = entry;
  }
  const heads = [...newest.values()];
  for (let start = 0; start < heads.length && findings.length < mostFindings; start += checkBatch)
    for (const { caseId, sequence } of await context.ledger.missingHeads(heads.slice(start, start + checkBatch)))
      findings.push({
        code: 'CASE_MISSING',
        isFault: true,
        message: {
          zh: `案件 ${caseId} 的第 ${sequence} 条记录已不在日志中或已被更改。`,
          en: `Entry ${sequence} of case ${caseId} is no longer in the journal as it was anchored.`,
        },
        details: { caseId, sequence },
      });
  return {
    ...verificationOf(findings, {
      zh: `账本完整：${previous?.number ?? 0} 条签名条目，${heads.length} 个案件均在且未被更改。`,
      en: `The ledger is whole: ${previous?.number ?? 0} signed entries, and all ${heads.length} cases they anchor are there unchanged.`,
    }),
    entries: previous?.number ?? 0,
    cases: heads.length,
    lastAt: previous?.at ?? null,
  };
};
