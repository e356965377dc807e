/**
 * Makes one piece of the page like another with as few changes as possible: elements are recognised by their id and stay the
 * same nodes, so that focus, selection, scroll position and what somebody typed survive.
 */
const syncAttributes = (from: Element, to: Element): void => {
  for (const { name } of Array.from(from.attributes)) if (!to.hasAttribute(name)) from.removeAttribute(name);
  for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value) from.setAttribute(name, value);
};

const isAlike = (left: Node, right: Node): boolean => {
  if (left instanceof Element && right instanceof Element)
    return left.tagName === right.tagName && left.id === right.id;
  return left.nodeType === right.nodeType;
};

const syncChildren = (from: Element, to: Element): void => {
  const byId = new Map([...from.children].filter(({ id }) => id !== '').map((child) => [child.id, child]));
  const staying = new Set([...to.children].map(({ id }) => id));
  let cursor = from.firstChild;
  for (const wanted of Array.from(to.childNodes)) {
    // What is gone goes first, so that everything behind it need not move.
    while (cursor instanceof Element && cursor.id !== '' && !staying.has(cursor.id)) {
      const gone = cursor;
      cursor = cursor.nextSibling;
      gone.remove();
    }
    const known: Node | undefined = wanted instanceof Element && wanted.id !== '' ? byId.get(wanted.id) : undefined;
    const match = known ?? (cursor && isAlike(cursor, wanted) ? cursor : undefined);
    if (match === undefined || !isAlike(match, wanted)) {
      from.insertBefore(wanted, cursor);
      continue;
    }
    if (match === cursor) cursor = cursor.nextSibling;
    else from.insertBefore(match, cursor);
    morph(match, wanted);
  }
  while (cursor) {
    const gone = cursor;
    cursor = cursor.nextSibling;
    gone.remove();
  }
};

export const morph = (from: Node, to: Node): void => {
  if (from instanceof Element && to instanceof Element) {
    syncAttributes(from, to);
    syncChildren(from, to);
  } else if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
};
