import type { MaterialVersionView, MaterialView } from '@zhike/shared/contracts/material';
import { useState } from 'react';
import { Drawer } from 'tdesign-react/es/drawer';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { EndlessList } from '../../components/endless-list.tsx';
import { Moment } from '../../components/figures.tsx';
import { Icon } from '../../components/icon.tsx';
import { isComposing } from '../../components/is-composing.ts';
import { notifyDone } from '../../components/notify.ts';
import { Pill } from '../../components/pill.tsx';
import { useDrawerFocus } from '../../components/use-drawer-focus.ts';
import { useMaterialVersions, useRestoreVersion } from './api/versions.ts';
import { contentForm, formOf } from './editor/form.ts';
import { MaterialPreview } from './editor/preview.tsx';
import './versions-drawer.css';

interface VersionsDrawerProps {
  material: MaterialView;
  viewer: { name: string; avatar: string | null };
  onClose(): void;
}

/** Who saved what and when; how each version looked, and the way back to it. */
export function VersionsDrawer({ material, viewer, onClose }: VersionsDrawerProps) {
  const versions = useMaterialVersions(material.id);
  const restore = useRestoreVersion(material.id);
  const panel = useDrawerFocus();
  const [shown, setShown] = useState<number | null>(null);
  const [restoring, setRestoring] = useState<MaterialVersionView | null>(null);
  return (
    <Drawer
      visible
      header={false}
      footer={false}
      closeBtn={false}
      size="min(480px, 100vw)"
      closeOnEscKeydown={false}
      onEscKeydown={({ e }) => !isComposing(e) && onClose()}
      onClose={onClose}
    >
      <div ref={panel} className="versions-drawer" role="dialog" aria-modal="true" aria-label="版本" tabIndex={-1}>
        <header className="row versions-drawer-head">
          <h2>版本 · {material.title}</h2>
          <Button variant="text" shape="square" aria-label="关闭" onClick={onClose}>
            <Icon name="close" />
          </Button>
        </header>
        <EndlessList query={versions} empty={null}>
          {(items) => (
            <ol className="versions" aria-label="版本">
              {items.map((version) => (
                <li key={version.version} className="version">
                  <div className="row">
                    <strong>第 {version.version} 版</strong>
                    {version.isCurrent ? <Pill tone="good">现在的</Pill> : null}
                    <span className="fine">
                      {version.byName} · <Moment at={version.createdAt} />
                    </span>
                  </div>
                  <p>{version.title}</p>
                  <div className="row">
                    <button
                      type="button"
                      className="plain-button"
                      aria-expanded={shown === version.version}
                      onClick={() => setShown(shown === version.version ? null : version.version)}
                    >
                      {shown === version.version ? '收起' : '查看'}
                    </button>
                    {material.can.edit && !version.isCurrent ? (
                      <Button variant="text" size="small" theme="primary" onClick={() => setRestoring(version)}>
                        恢复到这一版
                      </Button>
                    ) : null}
                  </div>
                  {shown === version.version ? (
                    <MaterialPreview
                      form={{ ...formOf(material), title: version.title, ...contentForm(version.content) }}
                      rep={viewer}
                    />
                  ) : null}
                </li>
              ))}
            </ol>
          )}
        </EndlessList>
      </div>
      {restoring ? (
        <Confirm
          title={`恢复到第 ${restoring.version} 版`}
          action="恢复"
          onConfirm={async () => {
            const { version } = await restore.mutateAsync(restoring.version);
            notifyDone(`已恢复,保存为第 ${version} 版`);
          }}
          onClose={() => setRestoring(null)}
        >
          会生成一个新版本,内容和第 {restoring.version} 版相同,现在这一版仍可以找回。文件夹、部门和有效期不变。
        </Confirm>
      ) : null}
    </Drawer>
  );
}
