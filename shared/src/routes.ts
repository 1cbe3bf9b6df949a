// Generated from shared/src/contracts by `npm run generate:routes`. Do not edit.

/** Method and path of every endpoint, by the name of its contract. Holds no schema, so that clients stay small. */
export const routes = {
  getMyConsultant: { method: 'GET', path: '/api/customer/consultant' },
  signIn: { method: 'POST', path: '/api/customer/sign-in' },
} as const;
