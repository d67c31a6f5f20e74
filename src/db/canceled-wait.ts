/**
 * Where a standby is waited for, a COMMIT whose wait was canceled is answered like every other, with a warning beside it:
 * it is stored here, and may be lost with this server. Says whether a notice is that warning.
 */
export function isCanceledWait(notice: { code?: string | undefined; routine?: string | undefined }): boolean {
  // Its text has the server's language and its code is shared by every other warning, but nothing else is said from there.
  return notice.routine === 'SyncRepWaitForLSN';
}
