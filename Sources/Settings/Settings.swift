// module Settings
