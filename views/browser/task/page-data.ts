/** What the server put into the page for its script. */
export type TaskPageData = {
  readonly taskId: string;
  readonly caseId: string;
  readonly isOpen: boolean;
  /** form-js schema in the reader's language; absent: the task has no form. */
  readonly schema?: Record<string, unknown>;
  readonly data: Record<string, unknown>;
  readonly draftVersion: number;
  readonly userId: string;
};

export const taskPageData = (): TaskPageData | undefined => {
  const content = document.getElementById('task-page')?.textContent;
  return content ? (JSON.parse(content) as TaskPageData) : undefined;
};
