/** How the fields of a spec merge. Generated from schemas/ by `npm run generate`; not edited by hand. */

import type { MergeRule } from '../model/merge-rule.js';

export const MERGE_RULES: MergeRule = {
  rule: 'byKey',
  fields: {
    vars: { rule: 'byKey' },
    comments: { rule: 'byKey' },
    directives: { rule: 'byKey' },
    globalArgs: { rule: 'byKey', nullIsValue: true },
    context: { rule: 'byKey', fields: { ignore: { rule: 'append' } } },
    stages: {
      rule: 'byName',
      fields: {
        comments: { rule: 'byKey' },
        args: { rule: 'byKey', nullIsValue: true },
        env: { rule: 'byKey' },
        packages: {
          rule: 'byKey',
          fields: {
            apt: { rule: 'union', packages: true },
            apk: { rule: 'union', packages: true },
            yum: { rule: 'union', packages: true },
            dnf: { rule: 'union', packages: true },
            microdnf: { rule: 'union', packages: true },
            zypper: { rule: 'union', packages: true },
          },
        },
        run: { rule: 'append' },
        copy: { rule: 'append' },
        runAfterFiles: { rule: 'append' },
        volumes: { rule: 'union' },
        expose: { rule: 'union' },
        healthcheck: { rule: 'byKey' },
        labels: { rule: 'byKey' },
        onbuild: { rule: 'append' },
      },
    },
    packages: {
      rule: 'byKey',
      fields: {
        apt: { rule: 'union', packages: true },
        apk: { rule: 'union', packages: true },
        yum: { rule: 'union', packages: true },
        dnf: { rule: 'union', packages: true },
        microdnf: { rule: 'union', packages: true },
        zypper: { rule: 'union', packages: true },
      },
    },
    run: { rule: 'append' },
    files: { rule: 'byKey' },
    copy: { rule: 'append' },
    runAfterFiles: { rule: 'append' },
    args: { rule: 'byKey', nullIsValue: true },
    env: { rule: 'byKey' },
    labels: { rule: 'byKey' },
    volumes: { rule: 'union' },
    expose: { rule: 'union' },
    healthcheck: { rule: 'byKey' },
    onbuild: { rule: 'append' },
    secrets: { rule: 'byKey' },
    tests: { rule: 'byName' },
    publish: { rule: 'byKey' },
    pipeline: { rule: 'byKey' },
    waivers: { rule: 'append' },
  },
};
