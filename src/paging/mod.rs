//! All pages of a list, one after the other (page *pagination*).

mod cursors;
mod pages;
mod sandboxes;

pub use pages::Pages;
pub use sandboxes::Sandboxes;

use crate::generated::builder::ListSandboxes;

impl<'a> ListSandboxes<'a> {
    /// Every page from this one on, as a stream. The next page is fetched when it is asked
    /// for and not before.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mock = hopx_mock::Mock::builder().start().await?;
    /// # let client = hopx_client::Client::builder().api_key(mock.api_key()).base_url(mock.base_url()).build()?;
    /// let mut pages = client.list_sandboxes().limit(100).pages();
    /// while let Some(page) = pages.next().await {
    ///     println!("{} sandboxes", page?.data.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn pages(self) -> Pages<'a> {
        Pages::of(self)
    }

    /// Every sandbox from this page on, as a stream; `limit` is the size of the pages that
    /// are fetched. The next page is fetched when the last sandbox of one has been taken, and
    /// no more than one is ever held.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mock = hopx_mock::Mock::builder().start().await?;
    /// # let client = hopx_client::Client::builder().api_key(mock.api_key()).base_url(mock.base_url()).build()?;
    /// let mut paused = client.list_sandboxes().status("paused").sandboxes();
    /// while let Some(sandbox) = paused.next().await {
    ///     println!("{}", sandbox?.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn sandboxes(self) -> Sandboxes<'a> {
        Sandboxes::of(self.pages())
    }
}
