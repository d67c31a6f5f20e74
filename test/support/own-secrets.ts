/** Secrets of the tests: what everybody knows is taken only by a process that brings the simulator. */
export const appSecret = 'app-secret-of-the-tests';
export const verifyToken = 'verify-token-of-the-tests';

export const ownSecrets = { WHATSAPP_APP_SECRET: appSecret, WHATSAPP_VERIFY_TOKEN: verifyToken };
