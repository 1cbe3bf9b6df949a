/** By itself, because the visitor's page must stay small: the list of all routes is longer than the page. */
export const BEATS_PATH = '/api/visits/beats';
