/** What Agenda keeps going on every node: firing due timers, delivering messages, finishing follow-ups. */
import {
  addressMessage,
  queueWork,
  receiveCaseMessage,
  reportDelivery,
  reportUndelivered,
  sweepUploads,
} from '../engine/index.ts';
import type { BatchStore, Ledger, LedgerSigner, OutgoingMessage, OutsideContext } from '../engine/index.ts';
import { anchorJournals } from './anchor-journals.ts';
import { runBatches } from './run-batches.ts';
import { deliverMessages, type Outbox } from './deliver-messages.ts';
import { sendDeliveries } from './deliveries/send-deliveries.ts';
import type { Channels } from './deliveries/send.ts';
import type { Duty } from './start-jobs.ts';
import { sweepTimers, type TimerSource } from './sweep-timers.ts';

export type DutySources = {
  readonly context: OutsideContext & { readonly batches: BatchStore };
  readonly timers: TimerSource;
  readonly shards: number;
  readonly outbox: Outbox;
  readonly ledger: Ledger;
  readonly ledgerSigner: LedgerSigner;
  /** What is set up to send mails, text messages and webhooks. */
  readonly channels: Channels;
  /** Finishes follow-ups older than `before`; resolves to how many. */
  finishFollowUps(before: Date): Promise<number>;
  now(): Date;
  onFailure(what: string, error: unknown): void;
};

/** A follow-up normally takes milliseconds; after this long a crash is assumed. */
const followUpGraceMs = 5000;

/** Mail, text messages and webhooks, as far as they are set up. */
const deliveryDuties = ({ context, channels, now }: DutySources): Duty[] => [
  {
    name: 'queueDeliveries',
    shards: 1,
    lookEveryMs: 500,
    look: () => queueWork(context, Object.keys(channels) as (keyof Channels)[], now(), 50),
  },
  {
    name: 'sendDeliveries',
    shards: 1,
    lookEveryMs: 500,
    look: () =>
      sendDeliveries(context.deliveries, channels, now, 50, (delivery) => reportDelivery(context, delivery, now())),
  },
];

const sweepDuty = ({ context, now }: DutySources): Duty => ({
  name: 'sweepUploads',
  shards: 1,
  lookEveryMs: 5000,
  look: () => sweepUploads(context, now(), 50),
});

/** Word between cases goes to the other case, everything else to people. */
const deliverOne = async ({ context, now }: DutySources, message: OutgoingMessage): Promise<void> => {
  if (!(await receiveCaseMessage(context, message, now()))) await addressMessage(context, message);
};

export const dutiesOf = (sources: DutySources): Duty[] => [
  ...deliveryDuties(sources),
  sweepDuty(sources),
  {
    name: 'fireDueTimers',
    shards: sources.shards,
    lookEveryMs: 200,
    async look(shard) {
      const { fired } = await sweepTimers(sources.context, sources.timers, shard, sources.now(), (caseId, error) =>
        sources.onFailure(`timer of case ${caseId}`, error),
      );
      return fired;
    },
  },
  {
    name: 'deliverMessages',
    shards: 1,
    lookEveryMs: 500,
    look: () =>
      deliverMessages(
        sources.outbox,
        {
          deliver: (message) => deliverOne(sources, message),
          giveUp: (message, error) => reportUndelivered(sources.context, message, error, sources.now()),
        },
        sources.now(),
        100,
      ),
  },
  {
    name: 'runBatches',
    shards: 1,
    lookEveryMs: 500,
    look: () =>
      runBatches(sources.context, sources.now(), (caseId, error) =>
        sources.onFailure(`an override of case ${caseId}`, error),
      ),
  },
  {
    name: 'finishFollowUps',
    shards: 1,
    lookEveryMs: 2000,
    look: () => sources.finishFollowUps(new Date(sources.now().getTime() - followUpGraceMs)),
  },
  {
    name: 'anchorJournals',
    shards: 1,
    lookEveryMs: 3000,
    async look() {
      const { ledger, ledgerSigner: signer, context } = sources;
      await anchorJournals({ ledger, signer, digest: context.digest }, sources.now());
      return 0;
    },
  },
];
