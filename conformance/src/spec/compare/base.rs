//! What the address of a server says before the paths.

use super::super::node::Node;

/// What stands before every path of a document: the path in the address of its first server.
/// Nothing, where its paths are known to the other document without it.
pub(super) fn of(root: &Node<'_>, is_known: impl Fn(&str) -> bool) -> String {
    let servers = root.items_of("servers");
    let base = servers.first().map(address).unwrap_or_default();
    let base = path(&base).to_owned();
    let known = |base: &str| {
        let paths = root.members_of("paths").into_iter();
        paths
            .filter(|(written, _)| is_known(&format!("{base}{written}")))
            .count()
    };
    if known(&base) > known("") {
        base
    } else {
        String::new()
    }
}

/// The address of a server, its variables filled in, without what stands before every path.
pub(super) fn server(server: &Node<'_>, base: &str) -> String {
    let address = address(server);
    match address.strip_suffix(base) {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => address,
    }
}

fn address(server: &Node<'_>) -> String {
    let mut address = server.text("url").unwrap_or_default().to_owned();
    for (name, variable) in server.members_of("variables") {
        if let Some(value) = variable.text("default") {
            address = address.replace(&format!("{{{name}}}"), value);
        }
    }
    let trimmed = address.trim_end_matches('/').len();
    address.truncate(trimmed);
    address
}

/// The path of an address, which may begin with its host or with its path.
fn path(address: &str) -> &str {
    let Some((_, behind)) = address.split_once("//") else {
        return if address.starts_with('/') {
            address
        } else {
            ""
        };
    };
    behind.find('/').map_or("", |at| &behind[at..])
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn the_path_of_an_address_is_what_follows_its_host() {
        let table = [
            ("https://api.test", ""),
            ("https://api.test/v1", "/v1"),
            ("//api.test/v1/x", "/v1/x"),
            ("/v1", "/v1"),
            ("v1", ""),
            ("", ""),
        ];
        for (address, expected) in table {
            assert_eq!(path(address), expected, "{address}");
        }
    }
}
