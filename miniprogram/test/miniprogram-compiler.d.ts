/** WeChat's own template and style compilers (wcc, wcsc), packed for npm without types. A bad template throws, a bad style sheet is left out. */
declare module 'miniprogram-compiler' {
  interface Options {
    maxBuffer: number;
  }
  const compiler: {
    wxmlToJs(root: string, options: Options): string;
    wxssToJs(root: string, options: Options): string;
  };
  export default compiler;
}
