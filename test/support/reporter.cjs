'use strict';
// Mocha's spec reporter, closed by one plain line of counts and by what was left out for want of a tool.
const { reporters } = require('mocha');

class Reporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const absent = new Set();
    runner.on('pending', (test) => absent.add(test.parent?.leftOut ?? test.leftOut ?? 'marked as pending'));
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats;
      for (const why of absent) console.log(`left out: ${why}`);
      console.log(`\n${passes} passed, ${failures} failed, ${pending} skipped`);
    });
  }
}

module.exports = Reporter;
