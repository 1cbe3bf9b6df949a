import type { GroupWelcomeView } from '@zhike/shared/contracts/group-welcome';
import type { WelcomeAttachment } from '@zhike/shared/contracts/welcome';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { Input } from 'tdesign-react/es/input';
import { StateView } from '../../shared/states/state-view.tsx';
import { Button } from '../components/button.tsx';
import { EditorFrame } from '../components/editor-frame.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { Loaded } from '../components/loaded.tsx';
import { BusyFields, useBusyFields } from '../components/media/use-tell-busy.ts';
import { notifyDone, notifyFailed, notifyWarning } from '../components/notify.ts';
import { Card, Page } from '../components/page.tsx';
import { EXAMPLE_NICKNAME, Phone, Said } from '../components/phone/phone.tsx';
import { Switch } from '../components/switch.tsx';
import { AttachmentFields, attachmentKinds } from '../features/channel/editor/attachment-editor.tsx';
import { Field } from '../components/field.tsx';
import { attachmentProblem } from '../features/channel/editor/find-problems.ts';
import { blankAttachment, type FormAttachment, newKey } from '../features/channel/editor/form.ts';
import { AttachmentPreview } from '../features/channel/editor/attachment-preview.tsx';
import { useChangeGroupWelcomes, useGroupWelcomes } from '../features/group/api/group-welcomes.ts';
import { welcomeProblems } from '../features/group/welcome-problems.ts';
import '../features/channel/editor/welcome.css';
import '../features/group/group.css';

const back = { to: '/group-welcomes', label: '入群欢迎语' };
const NICKNAME = '{客户昵称}';
const OWNER = { name: '群主', avatar: null };

/** A welcome message of groups, new or one that is there. */
export function GroupWelcomePage() {
  const { welcomeId } = useParams();
  const welcomes = useGroupWelcomes();
  if (!welcomeId)
    return (
      <Page title="新建入群欢迎语" back={back}>
        <Editor />
      </Page>
    );
  return (
    <Page title="修改入群欢迎语" back={back}>
      <Loaded query={welcomes}>
        {({ items }) => {
          const welcome = items.find(({ id }) => id === welcomeId);
          return welcome ? <Editor key={welcome.id} welcome={welcome} /> : <StateView title="这条欢迎语已经删除" />;
        }}
      </Loaded>
    </Page>
  );
}

const kinds: { value: FormAttachment['kind'] | 'none'; label: string }[] = [
  { value: 'none', label: '无附件' },
  ...Object.entries(attachmentKinds).map(([kind, { label }]) => ({ value: kind as FormAttachment['kind'], label })),
];

function Editor({ welcome }: { welcome?: GroupWelcomeView }) {
  const navigate = useNavigate();
  const { create, update } = useChangeGroupWelcomes();
  const [name, setName] = useState(welcome?.name ?? '');
  const [text, setText] = useState(welcome?.text ?? `${NICKNAME},欢迎入群!`);
  const [attachment, setAttachment] = useState<FormAttachment | null>(
    welcome?.attachment ? { ...welcome.attachment, key: newKey() } : null,
  );
  const [notify, setNotify] = useState(true);
  // Nobody is scolded before the first attempt to save.
  const [tried, setTried] = useState(false);
  const problems = welcomeProblems({ name, text, hasAttachment: attachment !== null });
  const problem = attachment ? attachmentProblem(attachment) : null;
  const shown = tried ? problems : {};

  const { isBusy, onBusy } = useBusyFields();
  const save = () => {
    setTried(true);
    if (isBusy) return notifyWarning('还有文件或图片在上传,请等待上传完成后再保存');
    if (problems.name || problems.text || problem) return;
    const settings = { name: name.trim(), text, attachment: attachment && bare(attachment) };
    const done = {
      onError: notifyFailed,
      onSuccess: () => {
        notifyDone('已保存,正在写入企业微信');
        void navigate('/group-welcomes');
      },
    };
    if (welcome) update.mutate({ welcomeId: welcome.id, ...settings }, done);
    else create.mutate({ ...settings, notify }, done);
  };

  const isSaving = create.isPending || update.isPending;
  const preview = (
    <>
      <Phone title="春季展会群(128)">
        <p className="phone-notice">「{EXAMPLE_NICKNAME}」通过扫描二维码加入群聊</p>
        {text.trim() ? (
          <Said rep={OWNER}>
            <p className="phone-bubble">{text.replaceAll(NICKNAME, EXAMPLE_NICKNAME)}</p>
          </Said>
        ) : null}
        {attachment ? (
          <Said rep={OWNER}>
            <AttachmentPreview attachment={attachment} />
          </Said>
        ) : null}
      </Phone>
      <p className="fine">
        保存后{welcome ? '正在使用它的群立刻换成新的内容' : '由群主在「群设置 → 入群欢迎语」里选用'}
        ;有人进群时由企业微信自动发出。
      </p>
    </>
  );

  return (
    <EditorFrame
      isSaving={isSaving}
      onLeave={() => void navigate('/group-welcomes')}
      saves={
        <Button theme="primary" loading={isSaving} disabled={isBusy} onClick={save}>
          {isBusy ? '等待上传完成' : '保存'}
        </Button>
      }
      sideLabel="效果预览"
      side={preview}
    >
      <Card>
        <Field label="名称" problem={shown.name} hint="群主在企业微信里按内容选用,名称只有你们看得到。">
          <Input value={name} onChange={setName} maxlength={30} placeholder="例如:春季展会群" />
        </Field>
        <Field label="欢迎语" problem={shown.text} hint={`${NICKNAME} 会换成进群的人的昵称。`}>
          <textarea
            className="native-input welcome-text"
            rows={5}
            aria-label="欢迎语文字"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
          <div>
            <button type="button" className="plain-button" onClick={() => setText(text + NICKNAME)}>
              插入 {NICKNAME}
            </button>
          </div>
        </Field>
        <Field label="附件" problem={tried ? (problem ?? undefined) : undefined} hint="和文字一起发出,最多一个。">
          <FilterChips
            label="附件"
            options={kinds}
            value={attachment?.kind ?? 'none'}
            onChange={(kind) => setAttachment(kind === 'none' ? null : blankAttachment(kind))}
          />
          {attachment ? (
            <div className="attachment">
              <BusyFields.Provider value={onBusy}>
                <AttachmentFields key={attachment.key} attachment={attachment} onChange={setAttachment} />
              </BusyFields.Provider>
            </div>
          ) : null}
        </Field>
        {welcome ? null : (
          <Field label="通知" hint="企业微信会告诉群主有新的欢迎语可以选用。">
            <label className="row">
              <Switch value={notify} onChange={setNotify} />
              通知群主
            </label>
          </Field>
        )}
      </Card>
    </EditorFrame>
  );
}

const bare = ({ key: _, ...attachment }: FormAttachment) => attachment as WelcomeAttachment;
