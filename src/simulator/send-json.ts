import type { ServerResponse } from 'node:http';
import { refusalStatus, renderRefusal, type Refusal } from './refusal.ts';

/** Writes head and body at once. */
export function sendJson(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

export function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  sendJson(response, refusalStatus(refusal), renderRefusal(refusal));
}
