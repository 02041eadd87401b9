/**
 * Rendering is not done here: a text comes back within one element, quoted. What a real renderer makes of it is a
 * question for the suite against a real GitLab.
 */
import { badParameter, json } from '../http/reply.js';
import type { Endpoints } from '../http/route.js';

export const markdown: Endpoints = {
  'POST /markdown': (context) => {
    void context.caller;
    const text = context.text('text') ?? badParameter('text is missing');
    const quoted = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    return json(201, { html: `<pre data-stand-in="not rendered">${quoted}</pre>` });
  },
};
