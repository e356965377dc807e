import type { WorkContext } from './commands/held-work.ts';
import type { DeliveryContext } from './deliveries/address-message.ts';

/** Everything that leads outside: workers' work and deliveries. */
export type OutsideContext = WorkContext & DeliveryContext;
