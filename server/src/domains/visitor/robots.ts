/**
 * Programs that open links: search engines, previews of chats, scanners of firewalls, tests. Most run no script and send no beat;
 * these are the ones that might. WeChat's and WeCom's own clients name themselves MicroMessenger and wxwork and are people.
 */
const ROBOTS =
  /bot\b|bot[/;]|crawl|spider|slurp|preview|scan(ner)?\b|monitor|headless|phantomjs|lighthouse|facebookexternalhit|curl|wget|python|java\/|libwww|go-http|node-fetch|undici|axios|okhttp|httpclient/i;

/** Browsers always say what they are. */
export const isRobot = (userAgent: string) => userAgent.trim() === '' || ROBOTS.test(userAgent);
