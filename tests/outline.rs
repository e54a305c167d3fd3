//! What the description makes of the client, for review.

/// Accepts the outline as it is.
const MEND: &str = "INSTA_UPDATE=always cargo test -p hopx-client --test outline";

#[test]
fn the_outline_is_the_accepted_one() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("outline");
    settings.set_description(format!("What users see; to accept it: {MEND}"));
    settings.bind(|| {
        insta::assert_snapshot!(
            "generated",
            include_str!(concat!(env!("OUT_DIR"), "/outline.txt"))
        );
    });
}
