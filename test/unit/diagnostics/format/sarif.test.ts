import { expect } from 'chai';
import { sarif } from '../../../../compiler/diagnostics/format/sarif.js';
import { found, plain, warning } from './found.js';

describe('diagnostics/format/sarif', () => {
  it('is a log of version 2.1.0 with one run', () => {
    const log = JSON.parse(sarif([warning, found, plain, found], '1.2.3')) as {
      version: string;
      runs: [
        { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string; ruleIndex: number }[] },
      ];
    };
    expect(Object.keys(log)).to.deep.equal(['$schema', 'version', 'runs']);
    expect(log.version).to.equal('2.1.0');
    const [{ tool, results }] = log.runs;
    expect(tool.driver).to.include({ name: 'cooper', version: '1.2.3' });
    expect(tool.driver.rules.map(({ id }) => id)).to.deep.equal([
      'entrypoint-drops-cmd',
      'workspace-missing',
      'wrong-value',
    ]);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).to.equal(ruleId);
  });

  it('a result has level, message and a region; the path is a URI', () => {
    const log = JSON.parse(sarif([found, warning, plain], '1')) as { runs: [{ results: object[] }] };
    expect(log.runs[0].results).to.deep.equal([
      {
        ruleId: 'wrong-value',
        ruleIndex: 2,
        level: 'error',
        message: { text: '"Web" is not a name\nThe name.' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'images/my%20web/image.json', uriBaseId: '%SRCROOT%' },
              region: { startLine: 12, startColumn: 11, endLine: 12, endColumn: 16 },
            },
          },
        ],
      },
      {
        ruleId: 'entrypoint-drops-cmd',
        ruleIndex: 0,
        level: 'warning',
        message: { text: `${warning.message}\n${warning.help}` },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'images/my%20web/image.json', uriBaseId: '%SRCROOT%' },
              region: { startLine: 12, startColumn: 11, endLine: 12, endColumn: 16 },
            },
          },
        ],
      },
      {
        ruleId: 'workspace-missing',
        ruleIndex: 1,
        level: 'error',
        message: { text: `${plain.message}\n${plain.help}` },
        locations: [],
      },
    ]);
  });
});
