const NAMES_TAGS = 'ids of tags: what is no tag is refused';
const NAMES_VALUES = 'ids, and options of ours: what the condition does not know is refused';

/** Fields that take a text and had no hostile one, each with its reason. Whoever adds to it has thought about it. */
export const UNTRIED: Record<string, string> = {
  'POST /api/customer/sign-in body.code': 'given by WeChat, which is asked what it stands for; never kept',
  'POST /api/visits/beats body.phone': 'the id of a simulated phone, looked up in the sandbox; never kept',
  'GET /api/channels/:channelId/qr.png query.download': 'whether it is there, not what it says',
  'PUT /api/customers/:customerId/tags body.add[]': NAMES_TAGS,
  'PUT /api/customers/:customerId/tags body.remove[]': NAMES_TAGS,
  'POST /api/automation/rules body.when<event>.conditions[].values[]': NAMES_VALUES,
  'POST /api/automation/rules body.when<absence>.start<event>.conditions[].values[]': NAMES_VALUES,
  'POST /api/automation/rules body.when<absence>.unless[]<event>.conditions[].values[]': NAMES_VALUES,
  'PUT /api/automation/rules/:ruleId body.when<event>.conditions[].values[]': NAMES_VALUES,
  'PUT /api/automation/rules/:ruleId body.when<absence>.start<event>.conditions[].values[]': NAMES_VALUES,
  'PUT /api/automation/rules/:ruleId body.when<absence>.unless[]<event>.conditions[].values[]': NAMES_VALUES,
  'POST /api/automation/trials body.definition.when<event>.conditions[].values[]': NAMES_VALUES,
  'POST /api/automation/trials body.definition.when<absence>.start<event>.conditions[].values[]': NAMES_VALUES,
  'POST /api/automation/trials body.definition.when<absence>.unless[]<event>.conditions[].values[]': NAMES_VALUES,
  'POST /api/tasks/:taskId/words/send body.text':
    'handed back to the page it came from, which gives it to WeCom; never kept',
  'GET /api/jssdk/signature query.url': 'an address of our own pages, or it is refused; only its digest is answered',
  'POST /api/archive-problems/retry body.problem': 'the code of a problem there is, or nothing happens',
  'GET /openapi/v1/customers query.tag': 'the id of a tag: a filter, never kept',
  'GET /openapi/v1/customers query.owner': 'the id of a member: a filter, never kept',
};
