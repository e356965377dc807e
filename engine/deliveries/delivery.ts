/** Something on its way to an address outside: a mail, a text message, a call of another system. Kept until it is sent or given up. */
import type { Data } from '../data.ts';

export const deliveryChannels = ['mail', 'sms', 'webhook'] as const;
export type DeliveryChannel = (typeof deliveryChannels)[number];

/** `waiting` also while its channel is not set up; `dead` after the last attempt, until somebody sends it again. */
export const deliveryStatuses = ['waiting', 'sent', 'dead'] as const;

export type DeliveryAttempt = { readonly at: Date; readonly error?: string; readonly reference?: string };

export type Delivery = {
  /** Sent along, so that a receiver can tell a repeat. */
  readonly id: string;
  readonly channel: DeliveryChannel;
  /** Mail address, phone number, or the name of the event for a webhook. */
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  readonly template?: string;
  /** Further content of a webhook. */
  readonly data?: Data;
  readonly caseId?: string;
  readonly caseNumber?: string;
  /** Whose part of the organisation it belongs to. */
  readonly node: string;
  /** The message or the external task behind it. */
  readonly messageId?: string;
  readonly workId?: string;
  readonly createdAt: Date;
  readonly status: (typeof deliveryStatuses)[number];
  /** Attempts since it was queued or sent again. */
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  readonly sentAt?: Date;
  /** The latest attempts, oldest first. */
  readonly log: readonly DeliveryAttempt[];
  readonly resentBy?: string;
};

export type DeliveryFilter = {
  /** Nodes whose deliveries may be seen; `undefined`: all. */
  readonly nodes?: readonly string[];
  readonly status?: Delivery['status'];
  readonly channel?: DeliveryChannel;
  readonly caseId?: string;
};

export type DeliveryPage = {
  /** Where the page before ended. */
  readonly before?: { readonly createdAt: Date; readonly id: string };
  readonly limit: number;
};

/** What an attempt made of a delivery; without `nextAttemptAt` it is sent or dead. */
export type DeliveryOutcome = {
  readonly attempt: DeliveryAttempt;
  readonly status: Delivery['status'];
  readonly nextAttemptAt?: Date;
};

export type DeliveryStore = {
  /** Adds deliveries that are not there yet. */
  add(deliveries: readonly Delivery[]): Promise<void>;
  /** The next due one of these channels, hidden from others for `lockMs`; its attempt is counted. */
  take(channels: readonly DeliveryChannel[], at: Date, lockMs: number): Promise<Delivery | undefined>;
  settle(id: string, outcome: DeliveryOutcome): Promise<void>;
  find(id: string): Promise<Delivery | undefined>;
  /** Lets a dead delivery wait again; false when it is not dead. */
  revive(id: string, by: string, at: Date): Promise<boolean>;
  /** Newest first. */
  list(filter: DeliveryFilter, page: DeliveryPage): Promise<readonly Delivery[]>;
  count(filter: DeliveryFilter): Promise<number>;
};

export const newDelivery = (
  delivery: Omit<Delivery, 'status' | 'attempts' | 'nextAttemptAt' | 'log'>,
  obstacle?: string,
): Delivery => ({
  ...delivery,
  attempts: 0,
  nextAttemptAt: delivery.createdAt,
  ...(obstacle === undefined
    ? { status: 'waiting', log: [] }
    : { status: 'dead', log: [{ at: delivery.createdAt, error: obstacle }] }),
});
