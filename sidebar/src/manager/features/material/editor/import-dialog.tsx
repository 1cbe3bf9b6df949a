import type { EndpointResponse } from '@zhike/shared/contracts/endpoint';
import type { importArticle } from '@zhike/shared/contracts/material';
import { useRef, useState } from 'react';
import { Confirm } from '../../../components/confirm.tsx';
import { notifyDone, notifyWarning } from '../../../components/notify.ts';
import { useImportArticle } from '../api/import-article.ts';

type Imported = EndpointResponse<typeof importArticle>;

const MAX_CHARACTERS = 3_000_000;

interface ImportDialogProps {
  /** Something would be replaced. */
  hasText: boolean;
  onImported(article: Imported): void;
  onClose(): void;
}

/** Takes over an article that was copied from a public account: as a browser copies it, or its source. */
export function ImportDialog({ hasText, onImported, onClose }: ImportDialogProps) {
  const run = useImportArticle();
  const [html, setHtml] = useState('');
  const area = useRef<HTMLTextAreaElement>(null);
  const isTooLong = html.length > MAX_CHARACTERS;
  return (
    <Confirm
      title="粘贴公众号文章"
      action="导入"
      disabled={html.trim() === '' || isTooLong}
      closeOnOverlayClick={false}
      onConfirm={async () => {
        const article = await run.mutateAsync(html);
        onImported(article);
        if (article.missingPictures > 0)
          notifyWarning(
            `已导入,有 ${article.missingPictures} 张图片没能取下来,正文里没有它们;请另存后用「图片」按钮补上`,
          );
        else notifyDone('已导入,请检查一遍再保存');
      }}
      onClose={onClose}
    >
      <div className="dialog-column">
        <p>
          在浏览器里打开文章,全选(Ctrl+A)、复制,然后粘贴到下面;也可以粘贴网页源代码。图片会存到你们自己的素材里,视频、音频、投票和小程序卡片会去掉。
          {hasText ? '现在的正文会被替换,可以用「撤销」找回。' : ''}
        </p>
        <textarea
          ref={area}
          className="native-input material-text"
          aria-label="文章内容"
          rows={8}
          placeholder="粘贴到这里"
          value={html}
          onPaste={(event) => {
            const copied = event.clipboardData.getData('text/html');
            // Words without their form are what a text field takes by itself: here the form matters.
            if (copied === '') return;
            event.preventDefault();
            setHtml(copied);
          }}
          onChange={({ target }) => setHtml(target.value)}
        />
        <p className="fine" role="status">
          {isTooLong ? '内容太长,请分成几篇导入' : html ? `已粘贴 ${html.length.toLocaleString('zh-CN')} 个字符` : ''}
        </p>
      </div>
    </Confirm>
  );
}
