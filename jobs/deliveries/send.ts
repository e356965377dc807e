/** How a delivery leaves: one function per channel that is set up. */
import type { Delivery, DeliveryChannel } from '../../engine/index.ts';

/** Sends one delivery and resolves to the receiver's reference for it, if there is one. Throws when it was not taken. */
export type Send = (delivery: Delivery) => Promise<string | undefined>;

/** Channels without an entry are not set up; what they should send waits. */
export type Channels = { readonly [Channel in DeliveryChannel]?: Send };

/** The receiver will never take it as it is: another attempt is useless. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
}

/** How long a receiver may take. */
export const patienceMs = 10_000;
