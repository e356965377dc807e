/** Ready-made pieces of a process: what to draw, and with which attributes. Every one is ordinary BPMN afterwards. */
type Timer = {
  readonly name: string;
  /** ISO 8601. */
  readonly duration: string;
  readonly isInterrupting: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
};

export type ElementTemplate = {
  /** Also the key of its texts: `modeler.template.<id>`. */
  readonly id: string;
  readonly icon: string;
  readonly type: string;
  /** In Chinese and English, as names in shipped diagrams are. */
  readonly name: string;
  /** Id of the new element; a number is added when it is taken. */
  readonly elementId: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** `camunda:in` and `camunda:out` of a call. */
  readonly passesData?: boolean;
  readonly timers?: readonly Timer[];
};

export const elementTemplates: readonly ElementTemplate[] = [
  {
    id: 'agentTask',
    icon: 'bpmn-icon-user-task',
    type: 'bpmn:UserTask',
    name: '话务员处理 / Handle',
    elementId: 'handleCase',
    attributes: { 'camunda:candidateGroups': 'junior-agent' },
  },
  {
    id: 'tier',
    icon: 'bpmn-icon-user',
    type: 'bpmn:UserTask',
    name: '高级话务员处理 / Senior agent',
    elementId: 'investigateCase',
    attributes: { 'camunda:candidateGroups': 'senior-agent', 'ladder:tier': 'senior' },
    timers: [
      {
        name: '提醒 / Reminder',
        duration: 'PT3H12M',
        isInterrupting: false,
        attributes: { 'ladder:slaMark': 'reminder' },
      },
      { name: '到期 / Limit', duration: 'PT4H', isInterrupting: true, attributes: { 'ladder:slaMark': 'limit' } },
    ],
  },
  {
    id: 'dispatchToBranch',
    icon: 'bpmn-icon-call-activity',
    type: 'bpmn:CallActivity',
    name: '派单给分公司 / Dispatch to branch',
    elementId: 'dispatchWorkOrder',
    attributes: { calledElement: 'workOrder' },
    passesData: true,
  },
  {
    id: 'externalTopic',
    icon: 'bpmn-icon-service-task',
    type: 'bpmn:ServiceTask',
    name: '查询客户资料 / Look up customer',
    elementId: 'lookUpCustomer',
    attributes: { 'camunda:type': 'external', 'camunda:topic': 'customer-record' },
    timers: [{ name: '超时 / Time-out', duration: 'PT2M', isInterrupting: true }],
  },
  {
    id: 'promisedCallback',
    icon: 'bpmn-icon-call-activity',
    type: 'bpmn:CallActivity',
    name: '约定回访 / Promised callback',
    elementId: 'callBackAsPromised',
    attributes: { calledElement: 'promisedCallback' },
    passesData: true,
  },
];
