/** The fields of a form as plain text, for sending and keeping. */
export const fieldsOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries([...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === 'string'));

export const fieldOf = (form: HTMLFormElement, name: string): HTMLInputElement | undefined => {
  const found = form.elements.namedItem(name);
  return found instanceof HTMLElement ? (found as HTMLInputElement) : undefined;
};

/** Writes kept fields back; radio buttons are set by their value. */
export const putFields = (form: HTMLFormElement, fields: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(fields)) {
    const found = form.elements.namedItem(name);
    if (found instanceof RadioNodeList) found.value = value;
    else if (found instanceof HTMLElement) (found as HTMLInputElement).value = value;
  }
};
