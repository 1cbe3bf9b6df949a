import { gunzipSync } from 'node:zlib';

const PACKED = [
  'H4sIAAAAAAACA2NgYFBIK6ksyCzOz2VgYGIA0UBslFiWbJhbYGLIwMBslZufX8bAwJCTW5aRwoACmF8wMJhtYGBkACEEYERVhc53YMALmICos6',
  'QoMRvIjinJBtvJjGka0F4G/PZgtRdEqIC5KqkpJcVAWiY1p7gEoQNqLlgvE2NuSmYikKGQm4Lud6BBzA0MoUfAHN2MlJwimExZZkoqssowID/f',
  'IzEvJScVpIZxTW5mXhqQIVKWCzYU2ZkqKRA5mZSi1DQkb/CUFuUoQNiMQOcm5QDZe4pLilOQ1KwBRRqOoAC5V4XBA0h7wFTw+ADVK+RkJlUYmZ',
  'lgiwiJ//+BJCgpODM6HeD6/5BBMh1ILxMU/FfDAvI+OAwYmo90tiQwMrBlnHBinnQCqEOgILG4AOoGEBZJKimCBXASFEsUl4ADH+ZWPmj0iAD9',
  'hCwOwjJAsWQ0MT4o7QOUq0JyM0gcFE5cSJibSAy0OzkfYQ9zFpC2LU0pASUA09xUMA0CisiRDUwgRYkFBTnIAceRCUlRHGlFqaCUsCU3JbEEnN',
  'I6mpj+KYswsJg/bmBoDylgEGje9/v1ul1A9AEoz+Y4S4b1Tw6EpcVYLw1hWUNY7I6zPBnijx2AMCMd4MzMBjiz8gCc2dEg/nEDhDljApy5YgGc',
  'uWMDnHnigBiMeeOC6McNAMa+/FYWBAAA',
].join('');

/** Fourteen seconds of blue that a browser really plays: H.264, 64 × 36, one picture a second, no sound. */
export const smallVideo = (): Buffer => gunzipSync(Buffer.from(PACKED, 'base64'));
