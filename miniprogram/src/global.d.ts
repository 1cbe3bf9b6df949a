/** Origin of the Zhike server, fixed at build time; '' = same origin (h5 only). */
declare const ZHIKE_API_ORIGIN: string;

/** What is being built: the real target, or a browser page to try it in. */
declare const ZHIKE_TARGET: 'weapp' | 'h5';

declare module '*.css';
