import assert from 'node:assert';
import test from 'node:test';
import { answer } from '../src/routes.js';

test('is healthy', () => assert.deepEqual(answer('/health'), [200, 'ok\n']));
test('knows what is not there', () => assert.equal(answer('/nowhere')[0], 404));
