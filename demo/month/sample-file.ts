/** Small files as customers and colleagues send them. */
export type SampleFile = {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  readonly content: Uint8Array;
};

export const sampleFile = (caseNumber: string): SampleFile => {
  const text = [
    `案件 ${caseNumber} 通话记录摘要`,
    `Notes of the call about case ${caseNumber}`,
    '',
    '客户描述故障现象，已核对装机地址和联系电话。',
    'The customer described the fault; address and number were compared.',
    '',
  ].join('\n');
  return { name: `通话记录-${caseNumber}.txt`, type: 'text/plain', text, content: new TextEncoder().encode(text) };
};
