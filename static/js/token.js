// A page that was open for long, or whose person signed in again in another tab, has an old token and a living session.
// The page is asked for once more; `isOurs` says of it whether the same person may still go on with the same work.
export async function freshToken(isOurs) {
  const answer = await fetch(location.pathname);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!isOurs(page)) return false;
  const meta = document.querySelector("meta[name=csrf-token]");
  meta.content = page.querySelector("meta[name=csrf-token]").content;
  for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = meta.content;
  return true;
}
