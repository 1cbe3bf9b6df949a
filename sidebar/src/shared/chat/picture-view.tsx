import { useRef, useState } from 'react';

/** A thumbnail; a click shows the whole picture above the page. */
export function PictureView({ url, label, isSmall }: { url: string; label: string; isSmall: boolean }) {
  const preview = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isBroken, setBroken] = useState(false);
  if (isBroken)
    return (
      <a className="chat-card-open" href={url} download aria-label={`下载${label}`}>
        [{label}] 浏览器不能显示,下载查看
      </a>
    );
  return (
    <>
      <button
        type="button"
        className={`chat-picture${isSmall ? ' chat-picture-small' : ''}`}
        aria-label={`查看${label}`}
        onClick={() => {
          setOpen(true);
          preview.current?.showModal();
        }}
      >
        <img src={url} alt={label} loading="lazy" onError={() => setBroken(true)} />
      </button>
      <dialog ref={preview} className="chat-preview" aria-label={label} onClose={() => setOpen(false)}>
        {isOpen ? (
          <>
            <img src={url} alt={label} />
            <div className="chat-preview-bar">
              <a className="chat-preview-button" href={url} download>
                下载
              </a>
              <button type="button" className="chat-preview-button" onClick={() => preview.current?.close()}>
                关闭
              </button>
            </div>
          </>
        ) : null}
      </dialog>
    </>
  );
}
