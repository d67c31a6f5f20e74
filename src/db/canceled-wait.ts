/**
 * Where a standby is waited for, a COMMIT whose wait was canceled is answered like every other, with a warning beside it:
 * it is stored here, and may be lost with this server. Says whether a notice is that warning.
 */
export function isCanceledWait(notice: { code?: string | undefined }): boolean {
  // By a timeout or a cancel request, and by the end of the session. A COMMIT of ours has no other warning.
  return notice.code === '01000' || notice.code === '57P01';
}
