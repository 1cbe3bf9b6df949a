import type { MaterialView } from '@zhike/shared/contracts/material';
import { useState } from 'react';
import { Link } from 'react-router';
import { Dialog } from 'tdesign-react/es/dialog';
import { Progress } from 'tdesign-react/es/progress';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/page.tsx';
import './brochure-pages.css';

const pageUrl = (materialId: string, page: number) => `/api/materials/${materialId}/pages/${page}`;

/** The pages of a brochure, or how it stands with them. */
export function BrochurePages({ material }: { material: MaterialView }) {
  const [opened, setOpened] = useState<number | null>(null);
  const pages = material.pages ?? 0;
  if (material.state === 'preparing')
    return (
      <Card title="页面">
        <p role="status">正在把 PDF 变成一页一页的图片,一般不到一分钟。可以离开这个页面,好了就能发送。</p>
        <Progress percentage={100} status="active" label={false} />
      </Card>
    );
  if (material.state === 'broken')
    return (
      <Card title="页面">
        <p role="alert" className="brochure-problem">
          {material.problem}
        </p>
        {material.can.edit ? <Link to={`/materials/${material.id}/edit`}>更换 PDF</Link> : null}
      </Card>
    );
  if (pages === 0) return null;
  return (
    <Card title={`页面(${pages} 页)`}>
      <ol className="brochure-pages">
        {Array.from({ length: pages }, (_, index) => index + 1).map((page) => (
          <li key={page}>
            <button type="button" aria-label={`放大第 ${page} 页`} onClick={() => setOpened(page)}>
              <img src={pageUrl(material.id, page)} alt="" loading="lazy" />
              <span className="fine number">{page}</span>
            </button>
          </li>
        ))}
      </ol>
      {opened === null ? null : (
        <Dialog
          visible
          header={`第 ${opened} / ${pages} 页`}
          width="min(720px, calc(100vw - 32px))"
          placement="center"
          onClose={() => setOpened(null)}
          footer={
            // Not `disabled`: the keyboard would fall off the button that it has just pressed.
            <span className="row brochure-turn">
              <Button
                variant="outline"
                aria-disabled={opened === 1}
                onClick={() => opened > 1 && setOpened(opened - 1)}
              >
                上一页
              </Button>
              <Button
                variant="outline"
                aria-disabled={opened === pages}
                onClick={() => opened < pages && setOpened(opened + 1)}
              >
                下一页
              </Button>
            </span>
          }
        >
          <img className="brochure-page" src={pageUrl(material.id, opened)} alt={`第 ${opened} 页`} />
        </Dialog>
      )}
    </Card>
  );
}
