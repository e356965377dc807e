/** Which file holds the semantics of which element type. */
import { businessRuleTask } from './activities/business-rule-task.ts';
import { callActivity } from './activities/call-activity.ts';
import { receiveTask } from './activities/receive-task.ts';
import { scriptTask } from './activities/script-task.ts';
import { sendTask } from './activities/send-task.ts';
import { serviceTask } from './activities/service-task.ts';
import { task } from './activities/task.ts';
import { userTask } from './activities/user-task.ts';
import type { Behaviours } from './draft.ts';
import { boundaryEvent } from './events/boundary-event.ts';
import { endEvent } from './events/end-event.ts';
import { intermediateCatchEvent } from './events/intermediate-catch-event.ts';
import { intermediateThrowEvent } from './events/intermediate-throw-event.ts';
import { startEvent } from './events/start-event.ts';
import { complexGateway } from './gateways/complex-gateway.ts';
import { eventBasedGateway } from './gateways/event-based-gateway.ts';
import { exclusiveGateway } from './gateways/exclusive-gateway.ts';
import { inclusiveGateway } from './gateways/inclusive-gateway.ts';
import { parallelGateway } from './gateways/parallel-gateway.ts';
import { adHocSubProcess } from './sub-processes/ad-hoc-sub-process.ts';
import { eventSubProcess } from './sub-processes/event-sub-process.ts';
import { subProcess } from './sub-processes/sub-process.ts';
import { transaction } from './sub-processes/transaction.ts';

export const behaviours: Behaviours = {
  task,
  manualTask: task,
  userTask,
  serviceTask,
  sendTask,
  receiveTask,
  businessRuleTask,
  scriptTask,
  callActivity,
  subProcess,
  transaction,
  adHocSubProcess,
  eventSubProcess,
  exclusiveGateway,
  inclusiveGateway,
  parallelGateway,
  eventBasedGateway,
  complexGateway,
  startEvent,
  endEvent,
  intermediateCatchEvent,
  intermediateThrowEvent,
  boundaryEvent,
};
