import { expect } from 'chai';
import { cronProblem } from '../../../../compiler/validate/rules/cron.js';
import { problemsOf, SETTINGS, spec } from '../../../support/workspace.js';

describe('validate/rules/cron', () => {
  for (const line of [
    '* * * * *',
    'H 4 * * 1',
    'H/15 * * * *',
    'H(0-29)/10 * * * *',
    '0-30/5 8-18 1,15 1-6 0,7',
    '*/2 * * * *',
    '@daily',
    '@midnight',
    '  H 4 * * 1\t',
    'TZ=Europe/Berlin',
  ])
    it(`takes "${line}"`, () => expect(cronProblem(line)).to.equal(null));

  for (const [line, reason] of [
    ['', 'it has 1 fields instead of 5'],
    ['* * * *', 'it has 4 fields instead of 5'],
    ['* * * * * *', 'it has 6 fields instead of 5'],
    ['60 * * * *', '"60" is no minute'],
    ['* 24 * * *', '"24" is no hour'],
    ['* * 0 * *', '"0" is no day'],
    ['* * * 13 *', '"13" is no month'],
    ['* * * * 8', '"8" is no weekday'],
    ['* * * * MON', '"MON" is no weekday'],
    ['5-1 * * * *', '"5-1" is no minute'],
    ['5/10 * * * *', '"5/10" is no minute'],
    ['*/0 * * * *', '"*/0" is no minute'],
    ['H(30-99) * * * *', '"H(30-99)" is no minute'],
    ['1,,2 * * * *', '"1,,2" is no minute'],
    ['@reboot', 'it has 1 fields instead of 5'],
    ["* * * * *'\n", 'it holds a control character'],
  ] as const)
    it(`refuses ${JSON.stringify(line)}`, () => expect(cronProblem(line)).to.equal(reason));

  it('points at the line, in a spec and in the defaults', () => {
    const triggers = { cron: ['@daily', 'x'], pollScm: 'y' };
    expect(problemsOf(spec({ pipeline: { triggers } }))).to.deep.equal([
      'cron-syntax :8:9',
      'cron-syntax :10:18',
    ]);
    const defaults = { ...SETTINGS.defaults, pipeline: { triggers } };
    expect(problemsOf(spec(), { 'cooperage.json': { defaults } })).to.deep.equal([
      'cron-syntax cooperage.json:12:11',
      'cron-syntax cooperage.json:14:20',
    ]);
  });

  it('wants a time zone first, and a time below it', () => {
    const problems = (cron: string[]): string[] => problemsOf(spec({ pipeline: { triggers: { cron } } }));
    expect(problems(['TZ=Europe/Berlin', '@daily'])).to.deep.equal([]);
    expect(problems(['@daily', 'TZ=Europe/Berlin'])).to.deep.equal(['cron-syntax :8:9']);
    expect(problems(['TZ=Europe/Berlin'])).to.deep.equal(['cron-syntax :7:9']);
  });
});
