/** XML text and attributes; characters that XML cannot carry are left out. */
export const escapeXml = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex -- these are what XML 1.0 §2.2 excludes
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

export const tag = (name: string, attributes: Readonly<Record<string, string | number>>, content = ''): string => {
  const listed = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? Number(value.toFixed(2)) : escapeXml(value)}"`)
    .join('');
  return content === '' ? `<${name}${listed}/>` : `<${name}${listed}>${content}</${name}>`;
};
