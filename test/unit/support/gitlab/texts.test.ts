import { expect } from 'chai';
import { mentionsOf } from '../../../support/gitlab/markdown/mentions.js';
import { quickActions } from '../../../support/gitlab/markdown/quick-actions.js';

describe('stand-in GitLab: what a text sets off', () => {
  const commands = (text: string): string[] =>
    quickActions(text).commands.map(({ name, rest }) => `${name} ${rest}`.trim());

  const executed: readonly (readonly [string, string[]])[] = [
    ['/merge', ['merge']],
    ['Hello\n/close\nBye', ['close']],
    ['/Label ~bug ~"two words"  ', ['label ~bug ~"two words"']],
    ['| a |\n/merge\r\n', ['merge']],
    ['\n/approve   \n/assign @all', ['approve', 'assign @all']],
    ['> quote\n/merge', ['merge']],
    ['<!--\n/merge\n-->', ['merge']],
    ['````\n/merge\n````', ['merge']],
    ['~~~\n/merge\n~~~', ['merge']],
    ['`a`\n/merge\n`b`', ['merge']],
    ['<!-- x -->\n/merge\n', ['merge']],
    ['<details><summary>x</summary>\n\n/merge\n\n</details>', ['merge']],
  ];
  for (const [text, found] of executed)
    it(`executes ${JSON.stringify(text)}`, () => expect(commands(text)).to.deep.equal(found));

  for (const text of [
    'a /merge',
    ' /merge',
    '    /merge',
    '- /merge',
    '> /merge',
    '/nothing',
    '/mergers',
    '\\/merge',
    '```\n/merge\n```',
    '```sh\n/close\n/merge\n```',
    '`\n/merge\n`',
    '<pre>\n/merge\n</pre>',
    '>>>\n/merge\n>>>',
  ])
    it(`does not execute ${JSON.stringify(text)}`, () => expect(commands(text)).to.deep.equal([]));

  it('keeps what is no command', () => {
    expect(quickActions('One\n/merge\nTwo').kept).to.equal('One\nTwo');
    expect(quickActions('One\r\nTwo \n').kept).to.equal('One\r\nTwo \n');
  });

  const mentioned: readonly (readonly [string, string[]])[] = [
    ['@all', ['@all']],
    ['Dear @all, and @group/sub.', ['@all', '@group/sub']],
    ['(@all)', ['@all']],
    ['| @all |\n| --- |', ['@all']],
    ['&#64;all &#x40;all &commat;all', ['@all', '@all', '@all']],
    ['paragraph\n    @all', ['@all']],
    ['```\nx\n```\n@all', ['@all']],
    ['`` ` `` @all', ['@all']],
    ['` not closed @all', ['@all']],
    ['`one\n\n@all`', ['@all']],
    ['**@all**', ['@all']],
    ['<b>@all</b>', ['@all']],
    ['<code>x</code>@all', ['@all']],
    ['<code>\n\n@all</code>', ['@all']],
    ['<codes>@all</codes>', ['@all']],
  ];
  for (const [text, found] of mentioned)
    it(`mentions in ${JSON.stringify(text)}`, () => expect(mentionsOf(text)).to.deep.equal(found));

  for (const text of [
    'somebody@all',
    '`@all`',
    '``` @all ```',
    '```\n@all\n```',
    '~~~\n@all\n```\n@all\n~~~',
    '````\n```\n@all\n````',
    '    @all',
    '\\@all',
    '@<!-- -->all',
    '<!-- @all -->',
    '<!--\n@all\n-->',
    '<a title="@all">x</a>',
    '<code>&#64;all</code>',
    '<pre>\n@all\n</pre>',
    '@ all',
  ])
    it(`does not mention in ${JSON.stringify(text)}`, () => expect(mentionsOf(text)).to.deep.equal([]));
});
