/** Everything that comes from and leads outside: workers, deliveries, files. */
import type { Operation } from '../operation.ts';
import {
  downloadAttachment,
  listAttachmentsOperation,
  putAttachment,
  removeAttachmentOperation,
  uploadAttachment,
} from './attachments.ts';
import { listDeliveriesOperation, resendDeliveryOperation, showDelivery } from './deliveries.ts';
import {
  completeExternalTaskOperation,
  extendLockOperation,
  failExternalTaskOperation,
  fetchAndLockOperation,
  throwExternalErrorOperation,
  unlockOperation,
} from './external-tasks.ts';
import { listTopics, listWorkOperation, requestWorkOperation, showWork } from './work-lists.ts';
import { showMetrics, showNetwork } from './network.ts';

export const outsideOperations: readonly Operation[] = [
  fetchAndLockOperation,
  listWorkOperation,
  requestWorkOperation,
  showWork,
  completeExternalTaskOperation,
  failExternalTaskOperation,
  throwExternalErrorOperation,
  extendLockOperation,
  unlockOperation,
  listTopics,
  uploadAttachment,
  putAttachment,
  listAttachmentsOperation,
  downloadAttachment,
  removeAttachmentOperation,
  listDeliveriesOperation,
  showDelivery,
  resendDeliveryOperation,
  showNetwork,
  showMetrics,
];
