/** What a file is, by the ending of its name and its first bytes; both must agree, and programs are refused. */
import { Refusal } from '../errors.ts';

type Kind = { readonly type: string; matches(head: Uint8Array): boolean };

const bytes =
  (...expected: readonly (number | undefined)[]) =>
  (head: Uint8Array) =>
    expected.every((byte, index) => byte === undefined || head[index] === byte);

const ascii =
  (text: string, offset = 0) =>
  (head: Uint8Array) =>
    Array.from(text).every((character, index) => head[offset + index] === character.codePointAt(0));

const any =
  (...tests: readonly Kind['matches'][]) =>
  (head: Uint8Array) =>
    tests.some((test) => test(head));

const zip = ascii('PK\u0003\u0004');
const compound = bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
/** Any encoding without zero bytes: UTF-8 as well as GB 18030. */
const plain = (head: Uint8Array): boolean => !head.includes(0);

const office = 'application/vnd.openxmlformats-officedocument';

const kinds: Readonly<Record<string, Kind>> = {
  pdf: { type: 'application/pdf', matches: ascii('%PDF-') },
  png: { type: 'image/png', matches: bytes(0x89, 0x50, 0x4e, 0x47) },
  jpg: { type: 'image/jpeg', matches: bytes(0xff, 0xd8, 0xff) },
  jpeg: { type: 'image/jpeg', matches: bytes(0xff, 0xd8, 0xff) },
  gif: { type: 'image/gif', matches: ascii('GIF8') },
  bmp: { type: 'image/bmp', matches: ascii('BM') },
  webp: { type: 'image/webp', matches: (head) => ascii('RIFF')(head) && ascii('WEBP', 8)(head) },
  tif: { type: 'image/tiff', matches: any(bytes(0x49, 0x49, 0x2a, 0), bytes(0x4d, 0x4d, 0, 0x2a)) },
  tiff: { type: 'image/tiff', matches: any(bytes(0x49, 0x49, 0x2a, 0), bytes(0x4d, 0x4d, 0, 0x2a)) },
  txt: { type: 'text/plain', matches: plain },
  log: { type: 'text/plain', matches: plain },
  csv: { type: 'text/csv', matches: plain },
  eml: { type: 'message/rfc822', matches: plain },
  docx: { type: `${office}.wordprocessingml.document`, matches: zip },
  xlsx: { type: `${office}.spreadsheetml.sheet`, matches: zip },
  pptx: { type: `${office}.presentationml.presentation`, matches: zip },
  doc: { type: 'application/msword', matches: compound },
  xls: { type: 'application/vnd.ms-excel', matches: compound },
  ppt: { type: 'application/vnd.ms-powerpoint', matches: compound },
  wps: { type: 'application/vnd.ms-works', matches: compound },
  mp3: { type: 'audio/mpeg', matches: any(ascii('ID3'), bytes(0xff, 0xfb), bytes(0xff, 0xf3), bytes(0xff, 0xf2)) },
  wav: { type: 'audio/wav', matches: (head) => ascii('RIFF')(head) && ascii('WAVE', 8)(head) },
  amr: { type: 'audio/amr', matches: ascii('#!AMR') },
  ogg: { type: 'audio/ogg', matches: ascii('OggS') },
  m4a: { type: 'audio/mp4', matches: ascii('ftyp', 4) },
  mp4: { type: 'video/mp4', matches: ascii('ftyp', 4) },
};

/** Windows and Unix programs, Java classes, Mach-O; scripts begin with `#!`, as a recording in AMR does. */
const isProgram = (head: Uint8Array): boolean =>
  any(
    ascii('MZ'),
    bytes(0x7f, 0x45, 0x4c, 0x46),
    bytes(0xca, 0xfe, 0xba, 0xbe),
    bytes(0xcf, 0xfa, 0xed, 0xfe),
    (first) => ascii('#!')(first) && !ascii('#!AMR')(first),
  )(head);

/** How much of the beginning `attachmentType` wants to see. */
export const headLength = 4096;

/** The media type; refuses with `ATTACHMENT_REFUSED` what is not allowed or not what its name says. */
export const attachmentType = (name: string, head: Uint8Array): string => {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const refuse = (why: string): never => {
    throw new Refusal('ATTACHMENT_REFUSED', why, { name, allowed: Object.keys(kinds) });
  };
  if (head.length === 0) return refuse(`'${name}' is empty.`);
  const kind = kinds[ending];
  if (!kind) return refuse(`Files such as '${name}' cannot be attached; allowed are ${Object.keys(kinds).join(', ')}.`);
  if (isProgram(head)) return refuse(`'${name}' is a program, whatever its name says; programs cannot be attached.`);
  if (!kind.matches(head)) return refuse(`The content of '${name}' is not what its ending '.${ending}' says.`);
  return kind.type;
};

/** A name without folders, control characters and characters that change the direction of writing. */
export const attachmentName = (given: string): string => {
  const name = given
    .normalize('NFC')
    .replaceAll('\\', '/')
    .split('/')
    .at(-1)!
    .replaceAll(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '')
    .trim();
  if (name === '' || /^\.+$/.test(name))
    throw new Refusal('ATTACHMENT_REFUSED', `'${given}' is no name for a file.`, { name: given });
  const characters = Array.from(name);
  return characters.length <= 200 ? name : [...characters.slice(0, 180), ...characters.slice(-20)].join('');
};
