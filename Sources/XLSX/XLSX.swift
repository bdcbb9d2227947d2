// module XLSX
