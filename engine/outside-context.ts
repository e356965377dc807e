import type { AttachmentContext } from './attachments/attachment-context.ts';
import type { WorkContext } from './commands/held-work.ts';
import type { DeliveryContext } from './deliveries/address-message.ts';
import type { NetworkContext } from './network/network.ts';

/** Everything that comes from and leads outside: workers' work, deliveries, files. `Content` is how files are read. */
export type OutsideContext<Content = unknown> = WorkContext &
  DeliveryContext &
  AttachmentContext<Content> &
  NetworkContext;
