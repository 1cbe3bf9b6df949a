import type { RuleVersionView, RuleView } from '@zhike/shared/contracts/automation';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useViewer } from '../app/viewer.ts';
import { Loaded } from '../components/loaded.tsx';
import { notifyDone } from '../components/notify.ts';
import { Page } from '../components/page.tsx';
import { useRuleParts } from '../features/automation/api/get-parts.ts';
import { useRule } from '../features/automation/api/get-rule.ts';
import { useRuleVersion } from '../features/automation/api/rule-history.ts';
import { RuleEditor } from '../features/automation/editor/rule-editor.tsx';
import { TemplateChooser } from '../features/automation/editor/template-chooser.tsx';
import { formFrom } from '../features/automation/editor/templates.ts';
import { rulePickers } from './rule-pickers.tsx';

/** A new rule begins with a template; one that is there is read first. */
export function AutomationEditPage() {
  const { ruleId } = useParams();
  const [search] = useSearchParams();
  const from = search.get('from');
  const viewer = useViewer();
  const parts = useRuleParts();
  const version = Number(search.get('version'));
  if (ruleId && version > 0) return <OlderVersion ruleId={ruleId} version={version} />;
  if (ruleId) return <ExistingRule ruleId={ruleId} />;
  if (from === null)
    return (
      <Page
        title="新建自动化规则"
        hint="选一个接近的场景,打开后可以随意修改;保存后先试运行,再启用。"
        back={{ to: '/automation', label: '自动化规则' }}
      >
        <Loaded query={parts} lines={8}>
          {(known) => <TemplateChooser parts={known} ownerUserId={viewer.userId} />}
        </Loaded>
      </Page>
    );
  return (
    <Page
      title="新建自动化规则"
      hint="保存后是关闭的,可以先在历史消息上试运行。"
      back={{ to: '/automation/new', label: '选择场景' }}
    >
      <Editor key={from} from={from} />
    </Page>
  );
}

function ExistingRule({ ruleId }: { ruleId: string }) {
  const rule = useRule(ruleId);
  return (
    <Page
      title="编辑自动化规则"
      hint="保存后成为新的版本,从那一刻起生效;以前做过的事不变。"
      back={{ to: `/automation/${ruleId}`, label: '规则详情' }}
    >
      <Loaded query={rule} lines={8}>
        {(saved) => <Editor rule={saved} from={null} />}
      </Loaded>
    </Page>
  );
}

/** An older version is brought back by saving it anew. */
function OlderVersion({ ruleId, version }: { ruleId: string; version: number }) {
  const rule = useRule(ruleId);
  const older = useRuleVersion(ruleId, version);
  return (
    <Page
      title={`恢复第 ${version} 版`}
      hint="可以先修改再保存;保存后成为新的版本,以前做过的事不变。"
      back={{ to: `/automation/${ruleId}`, label: '规则详情' }}
    >
      <Loaded query={rule} lines={8}>
        {(saved) => (
          <Loaded query={older} lines={8}>
            {(restored) => <Editor rule={saved} restored={restored} from={null} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

interface EditorProps {
  rule?: RuleView;
  restored?: RuleVersionView;
  from: string | null;
}

function Editor({ rule, restored, from }: EditorProps) {
  const viewer = useViewer();
  const navigate = useNavigate();
  const parts = useRuleParts();
  return (
    <Loaded query={parts} lines={8}>
      {(known) => (
        <RuleEditor
          rule={rule}
          restored={restored}
          start={formFrom(from)}
          parts={known}
          ownerUserId={viewer.userId}
          seesAll={viewer.role === 'admin'}
          mayAddWebhooks={viewer.role === 'admin'}
          pickers={rulePickers}
          onSaved={(saved, next) => {
            notifyDone(rule ? '已保存为新的版本' : '已保存,启用前可以先试运行');
            void navigate(next === 'trial' ? `/automation/${saved.id}/dry-run` : `/automation/${saved.id}`, {
              replace: true,
            });
          }}
          onCancel={() => void navigate(rule ? `/automation/${rule.id}` : '/automation')}
        />
      )}
    </Loaded>
  );
}
