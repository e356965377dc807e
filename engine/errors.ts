/** The closed set of reasons for which the engine declines a command; machines read the code, people the message. */
export type RefusalCode =
  | 'CASE_NOT_FOUND'
  | 'TASK_NOT_FOUND'
  | 'FILTER_NOT_FOUND'
  | 'DEFINITION_NOT_FOUND'
  | 'DEFINITION_REFUSED'
  | 'DESIGN_NOT_FOUND'
  | 'EXECUTION_NOT_WAITING'
  | 'NOT_SUPPORTED'
  | 'NOT_ALLOWED'
  | 'TASK_ALREADY_CLAIMED'
  | 'TASK_NOT_OPEN'
  | 'CASE_CLOSED'
  | 'BATCH_NOT_FOUND'
  | 'CASE_SUSPENDED'
  | 'NOTHING_TO_DO'
  | 'PAUSE_CAP_REACHED'
  | 'CHOICE_NEEDED'
  | 'CASE_TOO_LARGE'
  | 'INVALID_FORM'
  | 'VERSION_CONFLICT'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'CENTRE_NOT_FOUND'
  | 'CUSTOMER_NOT_FOUND'
  | 'INVALID_LINK'
  | 'NOT_A_MAJOR_INCIDENT'
  | 'CALENDAR_NOT_FOUND'
  | 'INVALID_CALENDAR'
  | 'CALENDAR_IN_USE'
  | 'NODE_NOT_FOUND'
  | 'PERSON_NOT_FOUND'
  | 'INVALID_ASSIGNEE'
  | 'PERSON_EXISTS'
  | 'SHIFT_NOT_FOUND'
  | 'ABSENCE_NOT_FOUND'
  | 'HANDOVER_NOT_FOUND'
  | 'HANDOVER_CLOSED'
  | 'WORK_NOT_FOUND'
  | 'LOCK_LOST'
  | 'ATTACHMENT_NOT_FOUND'
  | 'ATTACHMENT_REFUSED'
  | 'DELIVERY_NOT_FOUND'
  | 'DELIVERY_NOT_DEAD';

/**
 * A command the engine will not carry out. Nothing has changed when it is thrown.
 * The message says what was given, where, and what is allowed; `details` carries the same facts as data.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly details: Record<string, unknown>;

  constructor(code: RefusalCode, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
