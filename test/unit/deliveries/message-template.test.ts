import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { renderMessage, type MessageTemplates } from '../../../engine/deliveries/message-template.ts';
import { readTemplates } from '../../../read-templates.ts';

const texts = (entries: Record<string, string>) =>
  new Map(Object.entries(entries).map(([name, text]) => [name, { subject: name, text }]));

const templates: MessageTemplates = {
  usualLanguage: 'zh-CN',
  texts: new Map([
    ['zh-CN', texts({ notice: '通知 {caseNumber}', answered: '已答复', thanks: '谢谢' })],
    ['en', texts({ notice: 'News on {caseNumber}', answered: 'Answered' })],
  ]),
};

const textIn = (language: string | undefined, name: string): string =>
  renderMessage(templates, name, language, { caseNumber: 'C-1' }).text;

describe('Texts for customers', () => {
  it('come in the language of the customer, also of another country', () => {
    expect(textIn('en', 'answered')).to.equal('Answered');
    expect(textIn('en-GB', 'answered')).to.equal('Answered');
    expect(textIn('zh', 'answered')).to.equal('已答复');
  });

  it('come in the usual language where none is known, or nobody has written any', () => {
    expect(textIn(undefined, 'answered')).to.equal('已答复');
    expect(textIn('fr', 'answered')).to.equal('已答复');
    expect(textIn('en', 'thanks')).to.equal('谢谢');
  });

  it('are a notice for what nobody has written at all', () => {
    expect(textIn('en', 'surprise')).to.equal('News on C-1');
    expect(textIn(undefined, 'surprise')).to.equal('通知 C-1');
  });

  it('of the shipped processes are written in every language', async () => {
    const shipped = await readTemplates('en');
    const names = readdirSync('processes', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.bpmn'))
      .map((file) => readFileSync(join('processes', file), 'utf8'))
      .flatMap((xml) => [...xml.matchAll(/ladder:notify="[^"]*customer[^"]*" ladder:template="([^"]*)"/g)])
      .map(([, name]) => name!);
    expect(names).to.include('complaint-answered');
    for (const [language, written] of shipped.texts) expect([...written.keys()], language).to.include.members(names);
  });

  it('in a language without any refuse to start', async () => {
    expect(
      await readTemplates('xx').then(
        () => 'started',
        (error: Error) => error.message,
      ),
    ).to.include('MESSAGE_LANGUAGE');
  });
});
