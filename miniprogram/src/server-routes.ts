/**
 * The server's endpoints this program calls. Kept by hand, so that the map of all routes does not travel to customers' phones;
 * a test compares it with the contracts.
 */
export const serverRoutes = {
  customerSignIn: { method: 'POST', path: '/api/customer/sign-in' },
  openLinkInMiniProgram: { method: 'POST', path: '/api/customer/links/:linkKey/open' },
  getMyConsultant: { method: 'GET', path: '/api/customer/consultant' },
} as const;
